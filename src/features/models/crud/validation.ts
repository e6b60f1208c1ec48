/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { RequestValidator } from '@adonisjs/core/http'
import type { ErrorReporterContract } from '@vinejs/vine/types'
import { stateId } from '../../../state/main.ts'
import type { AnyValidator } from '../../../state/main.ts'
import type { Id } from '../capture/main.ts'
import { E_FORM_MISSING } from './exceptions.ts'
import { ownerOf } from './policy.ts'
import { settingsOf } from './settings.ts'
import type { AnyList } from './types.ts'

/** Values of a form, by its keys. */
export type FormValues = Record<string, unknown>

/**
 * Validates as a controller would, with the messages and the locale of the request. Rules have the id of the row, if any, as
 * `field.meta.id`, and the owner as `field.meta.owner`.
 *
 * @param reporter - in place of that of the application
 * @throws E_VALIDATION_ERROR
 */
export async function validated(
  state: AnyList,
  validator: AnyValidator,
  data: unknown,
  id: Id | null,
  reporter?: ErrorReporterContract
): Promise<FormValues> {
  const { ctx } = state
  const { owner } = settingsOf(state)
  const { messagesProvider, errorReporter } = RequestValidator
  const used = reporter ?? errorReporter?.(ctx)
  const values: unknown = await validator.validate(data, {
    meta: { id, owner: owner === undefined ? null : ownerOf(state) },
    ...(messagesProvider && { messagesProvider: messagesProvider(ctx) }),
    ...(used && { errorReporter: () => used }),
  })
  return values as FormValues
}

/**
 * @throws E_FORM_MISSING
 */
export function formOf(state: AnyList): AnyValidator {
  const { form } = settingsOf(state)
  if (form === undefined) throw new E_FORM_MISSING([stateId(state.constructor)])
  return form
}
