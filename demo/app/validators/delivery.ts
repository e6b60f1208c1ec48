import vine from '@vinejs/vine'

/** A delivery note: on each line the name of a product and how many pieces came. */
export const deliveryValidator = vine.create({
  note: vine
    .string()
    .trim()
    .maxLength(10_000)
    .regex(/^[^;\n]+;[ \t]*\d{1,4}[ \t]*(?:\r?\n[^;\n]+;[ \t]*\d{1,4}[ \t]*)*$/),
})
