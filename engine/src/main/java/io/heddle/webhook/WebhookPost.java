package io.heddle.webhook;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One HTTP/1.1 request to an address that was looked up before, and the status of its answer. JDK's client looks the name up
 * itself, after whoever checked it did, and gets another answer if the name's owner likes. Follows nothing, keeps nothing
 * open, reads no body. Stateless.
 */
final class WebhookPost {
    private static final int LONGEST_LINE = 8_192;
    private static final int MOST_HEADERS = 200;

    private WebhookPost() {}

    /**
     * Sends a JSON body and tells the final status.
     *
     * @param within for all of it; the server is free to take it byte by byte
     */
    static int send(
            WebhookTarget target, InetAddress address, Map<String, String> headers, byte[] body, Duration within)
            throws IOException {
        long end = System.nanoTime() + within.toNanos();
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(address, target.port()), millisLeft(end));
            plain.setSoTimeout(millisLeft(end));
            Socket socket = target.secure() ? secured(plain, target) : plain;
            OutputStream out = socket.getOutputStream();
            out.write(head(target, headers, body.length).getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            return status(socket, end);
        }
    }

    private static Socket secured(Socket plain, WebhookTarget target) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket secured = (SSLSocket) factory.createSocket(plain, target.host(), target.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static String head(WebhookTarget target, Map<String, String> headers, int length) {
        StringBuilder head = new StringBuilder("POST " + target.path() + " HTTP/1.1\r\n");
        head.append("Host: ").append(target.authority()).append("\r\n");
        head.append("Content-Type: application/json\r\nContent-Length: ")
                .append(length)
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("User-Agent: heddle\r\nConnection: close\r\n\r\n").toString();
    }

    /** Of the first answer that is not provisional. */
    private static int status(Socket socket, long end) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        while (true) {
            String line = line(in, socket, end);
            if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
                throw new IOException("the answer is no HTTP/1.1");
            }
            int status = Integer.parseInt(line.substring(9, 12));
            if (status >= 200) {
                return status;
            }
            for (int headers = 0; !line(in, socket, end).isEmpty(); headers++) {
                if (headers > MOST_HEADERS) {
                    throw new IOException("the answer has too many headers");
                }
            }
        }
    }

    private static String line(InputStream in, Socket socket, long end) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            socket.setSoTimeout(millisLeft(end));
            int read = in.read();
            if (read < 0) {
                throw new IOException("the connection was closed before the answer");
            }
            if (read == '\n') {
                return line.toString();
            }
            if (read != '\r') {
                line.append((char) read);
            }
            if (line.length() > LONGEST_LINE) {
                throw new IOException("the answer has a line of more than " + LONGEST_LINE + " bytes");
            }
        }
    }

    private static int millisLeft(long end) throws SocketTimeoutException {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }
}
