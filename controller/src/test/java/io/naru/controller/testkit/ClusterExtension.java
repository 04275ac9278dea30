package io.naru.controller.testkit;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests their API server: a shared one for the whole run, and private ones.
public final class ClusterExtension implements ExecutionCondition, ParameterResolver {
  private static final Namespace STORE = Namespace.create(ClusterExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return shared(context).isPresent()
        ? ConditionEvaluationResult.enabled("there is an API server")
        : ConditionEvaluationResult.disabled("there is no API server");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TestNamespace.class || type == PrivateCluster.class || type == TestCluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == PrivateCluster.class) {
      return kept(context, type, PrivateCluster::any);
    }
    TestCluster cluster = shared(context).orElseThrow();
    return type == TestCluster.class
        ? cluster
        : kept(context, type, () -> TestNamespace.in(cluster));
  }

  /// Closed by the store when the test ends.
  private static Object kept(ExtensionContext context, Object key, Supplier<Object> maker) {
    return context.getStore(STORE).computeIfAbsent(key, _ -> maker.get());
  }

  private static Optional<TestCluster> shared(ExtensionContext context) {
    Store root = context.getRoot().getStore(STORE);
    return root.computeIfAbsent(SharedCluster.class, _ -> SharedCluster.find(), SharedCluster.class)
        .cluster();
  }
}
