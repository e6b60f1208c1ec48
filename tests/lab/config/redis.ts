/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig } from '@adonisjs/redis'

const redisConfig = defineConfig({
  connection: 'main',
  connections: { main: { host: '127.0.0.1', port: 6379, keyPrefix: `lab-${process.pid}:` } },
})

export default redisConfig

declare module '@adonisjs/redis/types' {
  interface RedisConnections {
    main: (typeof redisConfig)['connections']['main']
  }
}
