import { SecurityForm } from 'reflex-adonis/auth'

export default class SecurityState extends SecurityForm {}
