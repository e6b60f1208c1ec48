/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import vine from '@vinejs/vine'
import { LONGEST_ADDRESS } from '../services/address.ts'
import { LONGEST_PASSWORD } from '../services/users.ts'

const email = () => vine.string().trim().maxLength(LONGEST_ADDRESS).email()

/** A password that is typed: it is right or wrong, whatever the rules for new ones are. */
const password = () => vine.string().maxLength(LONGEST_PASSWORD)

const newPassword = () =>
  vine
    .string()
    .minLength(12)
    .maxLength(128)
    .confirmed({ confirmationField: 'passwordConfirmation' })

/** As the links of mails have it. */
const token = () => vine.string().maxLength(64)

/** For forms without fields. */
export const emptyValidator = vine.create({})

export const loginValidator = vine.create({
  email: vine.string().trim().maxLength(LONGEST_ADDRESS),
  password: password(),
  remember: vine.accepted().optional(),
})

export const codeValidator = vine.create({ code: vine.string().trim().maxLength(32) })

export const registerValidator = vine.create({
  fullName: vine.string().trim().maxLength(120).optional(),
  email: email(),
  password: newPassword(),
})

export const emailValidator = vine.create({ email: email() })

export const tokenValidator = vine.create({ token: token() })

export const resetValidator = vine.create({ token: token(), password: newPassword() })

export const profileValidator = vine.create({
  fullName: vine.string().trim().maxLength(120).optional(),
})

export const changeEmailValidator = vine.create({ email: email(), currentPassword: password() })

export const changePasswordValidator = vine.create({
  currentPassword: password(),
  password: newPassword(),
})

export const currentPasswordValidator = vine.create({ currentPassword: password() })

export const sessionValidator = vine.create({ id: vine.string().maxLength(64) })

export const themeValidator = vine.create({
  theme: vine.enum(['system', 'light', 'dark'] as const),
})

export const themeOfCookie = vine.create(vine.enum(['system', 'light', 'dark'] as const))

/** JSON, as a browser has answered. */
const json = () => vine.string().maxLength(16_384)

export const answerValidator = vine.create({ response: json() })

export const addPasskeyValidator = vine.create({
  name: vine.string().trim().minLength(1).maxLength(60),
  response: json(),
})
