/** What every engine promises, as suites that each implementation runs. Start with {@link io.heddle.contract.EngineContract}. */
@NullMarked
package io.heddle.contract;

import org.jspecify.annotations.NullMarked;
