/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { UndoEmailForm } from 'reflex-adonis/auth'

export default class UndoEmailState extends UndoEmailForm {}
