@NullMarked
package io.naru.controller;

import org.jspecify.annotations.NullMarked;
