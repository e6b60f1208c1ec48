/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { ConfirmEmailForm } from 'reflex-adonis/auth'

export default class ConfirmEmailState extends ConfirmEmailForm {}
