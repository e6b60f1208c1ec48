/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'

/** Requests for whose users policies of books and topics were asked, in order. */
export const askers: HttpContext[] = []
