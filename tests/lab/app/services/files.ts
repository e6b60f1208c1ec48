/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export const TABLE = 'Größe;Preis\n"ä;ö";1 €\n'
export const REPORT = 'A report by its address\n'
