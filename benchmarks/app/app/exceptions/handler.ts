/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { ExceptionHandler } from '@adonisjs/core/http'

export default class HttpExceptionHandler extends ExceptionHandler {}
