/**
 * How the gateway says no: the status, the body and the headers of every refusal.
 *
 * <p>Start with {@link io.heddle.http.problem.Refusals}; the statuses are one switch in
 * {@link io.heddle.http.problem.ProblemStatus}.
 */
@NullMarked
package io.heddle.http.problem;

import org.jspecify.annotations.NullMarked;
