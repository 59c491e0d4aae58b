package io.heddle.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A JUnit test, or a class of them, whose methods and constructors may take a {@link GraphTester}: a new one for each test, the
 * same within it, and closed after it. If the test fails, the failure tells the history of the test's threads, and the seed if
 * the test drew random numbers. Needs JUnit 5.12 or newer.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(HeddleExtension.class)
public @interface HeddleTest {}
