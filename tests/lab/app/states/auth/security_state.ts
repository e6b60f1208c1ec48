/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { SecurityForm } from 'reflex-adonis/auth'

export default class SecurityState extends SecurityForm {}
