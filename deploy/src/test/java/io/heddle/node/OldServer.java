package io.heddle.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Makes a PostgreSQL look older than it is: a proxy that replaces its version in what it answers, digit by digit, so that
 * the length stays. Real old servers are hard to come by.
 */
final class OldServer implements AutoCloseable {
    private final ServerSocket door;
    private final int port;
    private final String found;
    private final String shown;

    OldServer(int port, String found, String shown) throws IOException {
        this.door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.port = port;
        this.found = found;
        this.shown = shown;
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                Thread.startVirtualThread(() -> copy(client, server, false));
                Thread.startVirtualThread(() -> copy(server, client, true));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void copy(Socket from, Socket to, boolean change) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
                String sent = change ? text.replace(found, shown) : text;
                out.write(sent.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } catch (IOException closed) {
            // One of the two has gone; so does the other.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
