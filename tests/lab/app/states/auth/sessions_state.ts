/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { SessionsForm } from 'reflex-adonis/auth'

export default class SessionsState extends SessionsForm {}
