package io.heddle.runtime;

import com.typesafe.config.ConfigFactory;
import io.heddle.api.Engine;
import io.heddle.contract.ContractGraphs;
import io.heddle.contract.EngineContract;
import io.heddle.jdbc.DatabaseSettings;
import io.heddle.jdbc.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class HeddleRuntimeTest extends EngineContract {
    private static EmbeddedRuntime engine;

    @BeforeAll
    static void open() {
        DatabaseSettings database = TestPostgres.freshDatabase();
        engine = EmbeddedRuntime.onDatabase(
                ConfigFactory.parseMap(Map.of(
                        "heddle.database.url", database.url().jdbc(),
                        "heddle.database.user", database.user(),
                        "heddle.database.password", database.password(),
                        "heddle.engine.thread-ttl.sweep-interval", "100ms")),
                ContractGraphs.catalog());
    }

    @Override
    protected Engine engine() {
        return engine;
    }

    @AfterAll
    static void close() {
        engine.close();
    }
}
