import logger from '@adonisjs/core/services/logger'
import { MailResponse } from '@adonisjs/mail'
import type { MailTransportContract, NodeMailerMessage } from '@adonisjs/mail/types'

/**
 * Prints mails instead of sending them, so that whoever tries the demo can follow their links.
 */
export default class LogTransport implements MailTransportContract {
  async send({ to, subject, text }: NodeMailerMessage) {
    logger.info(`Mail to ${JSON.stringify(to)}: ${subject}\n\n${String(text)}`)
    return new MailResponse(crypto.randomUUID(), { from: false, to: [] }, undefined)
  }
}
