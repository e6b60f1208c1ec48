/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig } from '@adonisjs/shield'

export default defineConfig({
  csp: {
    enabled: true,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'", '@nonce'],
      // Where browsers send files to
      ...(process.env.BUCKET_URL && { connectSrc: ["'self'", process.env.BUCKET_URL] }),
    },
    reportOnly: false,
  },
  csrf: {
    enabled: true,
    exceptRoutes: [
      '/sign-in',
      '/sign-in-slowly',
      '/staff/sign-in',
      '/cards',
      '/sign-out',
      '/doors/closed',
      '/confirm',
      '/password',
      '/profile',
      '/mistakes',
      '/upload',
      '/upload-by-hand',
    ],
    methods: ['POST'],
  },
  xFrame: { enabled: true, action: 'DENY' },
  hsts: { enabled: true, maxAge: '180 days' },
  contentTypeSniffing: { enabled: true },
})
