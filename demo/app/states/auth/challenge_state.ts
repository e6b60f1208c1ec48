import { ChallengeForm } from 'reflex-adonis/auth'

export default class ChallengeState extends ChallengeForm {}
