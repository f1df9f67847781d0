/** Seeded fuzzing, for the tests of every module that reads files. Nothing here knows a format. */
package io.vocalith.fuzz;
