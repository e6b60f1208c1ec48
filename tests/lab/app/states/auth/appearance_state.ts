/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppearanceForm } from 'reflex-adonis/auth'

export default class AppearanceState extends AppearanceForm {}
