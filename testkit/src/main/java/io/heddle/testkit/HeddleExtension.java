package io.heddle.testkit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestInstantiationAwareExtension;

/** Makes, hands out and closes the {@link GraphTester} of a test. */
final class HeddleExtension
        implements ParameterResolver,
                AfterEachCallback,
                TestExecutionExceptionHandler,
                TestInstantiationAwareExtension {
    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(HeddleExtension.class);

    /** What a failed test is told besides its failure. */
    private static final class ThreadsSoFar extends RuntimeException {
        ThreadsSoFar(String history) {
            super("\n" + history, null, false, false);
        }
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == GraphTester.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(OURS).computeIfAbsent(GraphTester.class);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        GraphTester tester = tester(context);
        if (tester != null) {
            failure.addSuppressed(new ThreadsSoFar(tester.history()));
        }
        throw failure;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        GraphTester tester = tester(context);
        if (tester != null) {
            tester.close();
        }
    }

    private static @Nullable GraphTester tester(ExtensionContext context) {
        return context.getStore(OURS).get(GraphTester.class, GraphTester.class);
    }
}
