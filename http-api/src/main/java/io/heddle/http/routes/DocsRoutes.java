package io.heddle.http.routes;

import io.heddle.http.problem.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;

/** {@code /openapi.json} and its reader {@code /docs}: Swagger UI out of the jar, without a call to any other host. */
public final class DocsRoutes {
    private static final String POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    private static final ContentType SCRIPT = ContentTypes.parse("text/javascript; charset=UTF-8");
    private static final ContentType STYLE = ContentTypes.parse("text/css; charset=UTF-8");
    private static final String OURS = "io/heddle/http/docs/";

    /** File name to class path entry; nothing else of the class path can be asked for. */
    private final Map<String, Asset> assets;

    public DocsRoutes() {
        String swagger = "META-INF/resources/webjars/swagger-ui/" + swaggerVersion() + "/";
        assets = Map.of(
                "index.html", new Asset(OURS + "index.html", ContentTypes.TEXT_HTML_UTF8),
                "start.js", new Asset(OURS + "start.js", SCRIPT),
                "swagger-ui.css", new Asset(swagger + "swagger-ui.css", STYLE),
                "swagger-ui-bundle.js", new Asset(swagger + "swagger-ui-bundle.js", SCRIPT),
                "favicon-32x32.png", new Asset(swagger + "favicon-32x32.png", MediaTypes.IMAGE_PNG.toContentType()));
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(
                        "/openapi.json",
                        call -> reply(new Asset("openapi/heddle.json", ContentTypes.APPLICATION_JSON))),
                Endpoint.get("/docs", call -> asset("index.html")),
                Endpoint.get("/docs/{asset}", call -> asset(call.path("asset"))));
    }

    private HttpResponse asset(String name) {
        Asset asset = assets.get(name);
        if (asset == null) {
            throw Refusal.noSuchPath();
        }
        return Reply.with(reply(asset), "Content-Security-Policy", POLICY);
    }

    private static HttpResponse reply(Asset asset) {
        return HttpResponse.create().withEntity(HttpEntities.create(asset.type(), read(asset.resource())));
    }

    private static byte[] read(String resource) {
        try (InputStream in = DocsRoutes.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot be read from the class path: " + resource, e);
        }
    }

    private static String swaggerVersion() {
        Properties pom = new Properties();
        try (InputStream in = DocsRoutes.class
                .getClassLoader()
                .getResourceAsStream("META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            pom.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the swagger-ui jar has no readable pom.properties", e);
        }
        return pom.getProperty("version");
    }

    private record Asset(String resource, ContentType type) {}
}
