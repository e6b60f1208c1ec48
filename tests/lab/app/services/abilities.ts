/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Bouncer } from '@adonisjs/bouncer'
import type { LabUser } from '#services/users'

/** The first user may edit, nobody else. */
export const edit = Bouncer.ability((user: LabUser) => user.id === 1)
