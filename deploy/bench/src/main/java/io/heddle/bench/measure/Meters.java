package io.heddle.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;

/**
 * What has been spent so far; the difference of two readings is what happened between them.
 *
 * @param wal bytes of write-ahead log, of the whole server
 * @param engine nanoseconds of processor time of this JVM, the load generator included
 * @param postgres nanoseconds of processor time of PostgreSQL's processes
 * @param allocated bytes allocated by this JVM's threads
 */
public record Meters(long wal, long engine, long postgres, long allocated) {
    public static Meters read(Server server) throws SQLException {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return new Meters(
                server.number("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn"),
                process.getProcessCpuTime(),
                server.cpuNanos(),
                threads.getTotalThreadAllocatedBytes());
    }

    public Meters since(Meters before) {
        return new Meters(
                wal - before.wal, engine - before.engine, postgres - before.postgres, allocated - before.allocated);
    }
}
