import { ConfirmEmailForm } from 'reflex-adonis/auth'

export default class ConfirmEmailState extends ConfirmEmailForm {}
