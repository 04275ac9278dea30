/// The chart, rendered by helm in this JVM, against what the program says about itself.
@NullMarked
package io.naru.controller.chart;

import org.jspecify.annotations.NullMarked;
