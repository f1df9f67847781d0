/**
 * From scores to names: who of the known speakers it is, if anybody; whether a new voice is known
 * under another name; and verification of a voice while it is still speaking.
 *
 * <p>Without a calibration made for the model there is a ranking and no verdict. Nothing here reads
 * or writes a file.
 */
package io.vocalith.models.identify;
