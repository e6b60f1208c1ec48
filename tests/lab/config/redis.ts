/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig } from '@adonisjs/redis'

const { REDIS_SENTINEL } = process.env

const redisConfig = defineConfig({
  connection: 'main',
  connections: {
    main: {
      host: '127.0.0.1',
      port: Number(process.env.REDIS_PORT ?? 6379),
      ...(REDIS_SENTINEL && {
        name: 'watched',
        sentinels: [{ host: '127.0.0.1', port: Number(REDIS_SENTINEL) }],
      }),
      password: process.env.REDIS_PASSWORD,
      // Processes that belong together say so
      keyPrefix: process.env.REDIS_PREFIX ?? `lab-${process.pid}:`,
    },
  },
})

export default redisConfig

declare module '@adonisjs/redis/types' {
  interface RedisConnections {
    main: (typeof redisConfig)['connections']['main']
  }
}
