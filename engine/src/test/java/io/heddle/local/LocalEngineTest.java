package io.heddle.local;

import io.heddle.api.Engine;
import io.heddle.contract.ContractGraphs;
import io.heddle.contract.EngineContract;
import org.junit.jupiter.api.AfterAll;

class LocalEngineTest extends EngineContract {
    private static final LocalEngine ENGINE = new LocalEngine(ContractGraphs.catalog());

    @Override
    protected Engine engine() {
        return ENGINE;
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }
}
