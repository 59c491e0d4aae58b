package io.heddle.bench;

import java.util.List;

/** Something that is done to the engine and to baselines, and the rows of the report that come of it. */
interface Workload {
    /** As it is asked for, such as {@code W1}. */
    String name();

    List<Row> run(World world) throws Exception;
}
