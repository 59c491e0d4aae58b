package io.heddle.proof;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.heddle.graph.GraphCatalog;
import io.heddle.jdbc.DatabaseSettings;
import io.heddle.runtime.EmbeddedRuntime;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Engines on one database, each of which thinks that it is alone. */
final class Owners {
    private Owners() {}

    static EmbeddedRuntime on(DatabaseSettings database, GraphCatalog graphs) {
        return on(database, graphs, ConfigFactory.empty());
    }

    static EmbeddedRuntime on(DatabaseSettings database, GraphCatalog graphs, Config more) {
        Config settings = ConfigFactory.parseMap(Map.of(
                "heddle.database.url", database.url().jdbc(),
                "heddle.database.user", database.user(),
                "heddle.database.password", database.password()));
        return EmbeddedRuntime.onDatabase(more.withFallback(settings), graphs);
    }

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
