package io.heddle.contract;

import io.heddle.api.Engine;
import org.junit.jupiter.api.Nested;

/** What every engine promises its callers. An implementation extends this suite and says how to get an engine. */
public abstract class EngineContract {
    /** An engine that serves {@link ContractGraphs#catalog()}. */
    protected abstract Engine engine();

    @Nested
    class OfThreads extends ThreadsContract {
        @Override
        protected Engine engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class OfRuns extends RunsContract {
        @Override
        protected Engine engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class OfStoppedRuns extends StoppingContract {
        @Override
        protected Engine engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class OfStreams extends StreamsContract {
        @Override
        protected Engine engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class OfThreadStreams extends ThreadStreamContract {
        @Override
        protected Engine engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class OfTime extends TimeContract {
        @Override
        protected Engine engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class OfFlow extends FlowContract {
        @Override
        protected Engine engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class OfQuestions extends AskContract {
        @Override
        protected Engine engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class OfPauses extends PauseContract {
        @Override
        protected Engine engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class OfChannels extends ChannelsContract {
        @Override
        protected Engine engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class OfConfiguration extends ConfigContract {
        @Override
        protected Engine engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class OfTheStore extends StoreContract {
        @Override
        protected Engine engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class OfAssistants extends AssistantsContract {
        @Override
        protected Engine engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class OfCrons extends CronsContract {
        @Override
        protected Engine engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class OfEdits extends EditContract {
        @Override
        protected Engine engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class OfLife extends LifeContract {
        @Override
        protected Engine engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class OfThePast extends PastContract {
        @Override
        protected Engine engine() {
            return EngineContract.this.engine();
        }
    }
}
