import vine from '@vinejs/vine'

/**
 * A new account. Confirmations and orders address their owner by name, so it needs one.
 */
export const registerValidator = vine.create({
  fullName: vine.string().trim().minLength(2).maxLength(120),
  email: vine.string().trim().maxLength(254).email(),
  password: vine
    .string()
    .minLength(12)
    .maxLength(128)
    .confirmed({ confirmationField: 'passwordConfirmation' }),
})

/**
 * What the owner of an account may change.
 */
export const profileValidator = vine.create({
  fullName: vine.string().trim().minLength(2).maxLength(120),
})
