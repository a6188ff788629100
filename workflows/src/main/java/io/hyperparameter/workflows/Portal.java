package io.hyperparameter.workflows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Stands for the portal of Maven Central, on this machine only: takes a bundle, keeps it, and says
 * that it is valid.
 */
final class Portal implements AutoCloseable {
  private static final String VALID =
      "{\"deploymentId\": \"rehearsal\", \"deploymentName\": \"rehearsal\", \"deploymentState\": \"VALIDATED\","
          + " \"purls\": []}";

  private final HttpServer server;
  private final Path bundle;

  /**
   * @param bundle the file that it keeps
   */
  Portal(Path bundle) throws IOException {
    this.bundle = bundle;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/publisher/upload", this::upload);
    server.createContext("/api/v1/publisher/status", exchange -> answer(exchange, 200, VALID));
    server.start();
  }

  /** What the plugin is told to hand over to. */
  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** The body has one part, of a few lines that describe it, a blank one, and the bundle. */
  private void upload(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String text = new String(body, StandardCharsets.ISO_8859_1); // a character for each byte
    int start = text.indexOf("\r\n\r\n") + 4;
    int end = text.lastIndexOf("\r\n--");
    boolean unseen = String.valueOf(exchange.getRequestURI().getQuery()).contains("AUTOMATIC");
    if (start < 4 || end < start || Files.exists(bundle) || unseen) {
      answer(exchange, 400, unseen ? "nobody would look at it" : "no bundle, or a second one");
      return;
    }
    Files.write(bundle, Arrays.copyOfRange(body, start, end));
    answer(exchange, 201, "rehearsal");
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
