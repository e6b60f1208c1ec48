/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { ProfileForm } from 'reflex-adonis/auth'

export default class AccountState extends ProfileForm {}
