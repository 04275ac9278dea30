package io.naru.controller.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test on a real API server. Its methods may ask for parameters: a [TestNamespace], one a test,
/// on the server that all tests of the JVM share; or a [PrivateCluster], one a test, to kill,
/// compact and break. Without an API server the test is skipped.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ClusterExtension.class)
public @interface OnRealCluster {}
