/**
 * What is measured: the engine in process and over HTTP, and the baselines on plain JDBC and plain HTTP. Each counts in its
 * database what it has acknowledged.
 */
@NullMarked
package io.heddle.bench.subject;

import org.jspecify.annotations.NullMarked;
