/**
 * The page to look at and listen to: one HTML file that holds recordings, pictures of them and what
 * a command found, and needs nothing else. What was found comes in as the JSON document the command
 * gives; pictures are drawn here. No network and no option is known; how the page looks and behaves
 * is in the resources {@code report.css} and {@code report.js}.
 */
package io.vocalith.models.report;
