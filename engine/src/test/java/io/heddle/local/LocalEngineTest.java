package io.heddle.local;

import io.heddle.api.Engine;
import io.heddle.contract.ContractGraphs;
import io.heddle.contract.EngineContract;
import io.heddle.host.HostSettings;
import io.heddle.host.Lifetimes;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;

class LocalEngineTest extends EngineContract {
    private static final LocalEngine ENGINE = new LocalEngine(
            ContractGraphs.catalog(),
            HostSettings.DEFAULT.with(new Lifetimes(null, Duration.ofMillis(100), 1_000)),
            InstantSource.system());

    @Override
    protected Engine engine() {
        return ENGINE;
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }
}
