import { UndoEmailForm } from 'reflex-adonis/auth'

export default class UndoEmailState extends UndoEmailForm {}
