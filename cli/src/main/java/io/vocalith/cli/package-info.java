/**
 * The {@code vocalith} command: options in, text out, exit codes. Thin by rule: what is computed is
 * computed in {@code models}; here live only the words around it, so nothing in this package does
 * arithmetic on samples, features or scores.
 *
 * <h2>Adding a command</h2>
 *
 * <p>One class and one line: a class that extends {@link io.vocalith.cli.VocalithCommand}, carries
 * picocli's {@code @Command} (name, description, examples in the footer) and implements {@code
 * run()}; and its line in {@link io.vocalith.cli.Commands}. What the base gives it:
 *
 * <ul>
 *   <li>the options every command has, in {@link io.vocalith.cli.CommonOptions}: {@code -o}, {@code
 *       --threads}, {@code --quiet}, {@code --no-color}, {@code --help}, {@code --version};
 *   <li>{@code --model} by {@code @Mixin ModelOption}, {@code --channel} and {@code --insist} by
 *       {@code @Mixin AudioInputOptions}, and its own {@code --format} as an {@code @Option} of an
 *       enum, {@link io.vocalith.cli.Format} where text, json and jsonl are enough;
 *   <li>{@code console()} for messages to standard error (data never goes there), {@code output()}
 *       for data, {@link io.vocalith.cli.JsonRecords} for JSON that carries {@code schema}, {@code
 *       vocalith} and {@code model}, and {@code batch(...)} for one piece of work per file on all
 *       cores, with progress, in input order, where a file that fails is reported and the others go
 *       on.
 * </ul>
 *
 * <p>A command throws: {@link io.vocalith.cli.UsageException} or {@code IllegalArgumentException}
 * end with exit code 2, {@code IOException} with 1, an interrupt with 130; the text of the
 * exception is all that is printed. Each JSON output has a schema in {@code
 * schema/NAME-NUMBER.schema.json} beside this package's classes, which the tests validate against.
 */
package io.vocalith.cli;
