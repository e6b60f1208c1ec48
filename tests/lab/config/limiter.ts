/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig, stores } from '@adonisjs/limiter'
import type { InferLimiters } from '@adonisjs/limiter/types'

const limiterConfig = defineConfig({
  // Processes of a cluster count together
  default: (process.env.LIMITER_STORE ?? 'memory') as 'memory' | 'redis',
  stores: { memory: stores.memory({}), redis: stores.redis({ connectionName: 'main' }) },
})

export default limiterConfig

declare module '@adonisjs/limiter/types' {
  interface LimitersList extends InferLimiters<typeof limiterConfig> {}
}
