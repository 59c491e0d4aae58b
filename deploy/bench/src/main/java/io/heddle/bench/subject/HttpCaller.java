package io.heddle.bench.subject;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A lean HTTP/1.1 client on one connection, so that what is measured is the server: it sends JSON and reads replies with a
 * length or in chunks. Used by one thread at a time.
 */
final class HttpCaller implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final String host;

    HttpCaller(URI server) throws IOException {
        this.socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), 16_384);
        this.host = server.getAuthority();
    }

    /**
     * What was answered.
     *
     * @param firstMicros from sending to the first part of the body
     * @param lastMicros from sending to its last part
     * @param endMicros from sending to knowing that there is no more
     */
    record Answer(int status, String body, long firstMicros, long lastMicros, long endMicros) {}

    Answer post(String path, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] head = "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(path, host, body.length)
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        long begun = System.nanoTime();
        socket.getOutputStream().write(request);
        return read(begun);
    }

    private Answer read(long begun) throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.endsWith("chunked");
            }
        }
        if (!chunked) {
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            long all = micros(begun);
            return new Answer(status, body, all, all, all);
        }
        StringBuilder body = new StringBuilder();
        long first = 0;
        long last = 0;
        for (int size = chunk(); size > 0; size = chunk()) {
            body.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
            last = micros(begun);
            first = first == 0 ? last : first;
            line();
        }
        line();
        return new Answer(status, body.toString(), first, last, micros(begun));
    }

    private static long micros(long begun) {
        return (System.nanoTime() - begun) / 1_000;
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().strip(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
