/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { RuntimeException } from '@adonisjs/core/exceptions'
import type { ApplicationService } from '@adonisjs/core/types'
import type { Redis, RedisOptions } from 'ioredis'
import { findBinding } from '../adonis/main.ts'
import type { RedisConnection, RedisManager } from '../adonis/main.ts'
import { E_INVALID_CONFIG } from '../exceptions.ts'
import { clusterRefusal } from './refusals.ts'
import { withoutArguments } from './without_arguments.ts'

/** Which server, and how to speak to it. */
export interface RedisTarget {
  /** Name of a connection of `config/redis.ts`; the default one when left out. */
  connection: string | undefined
  /** What is another for this connection than `config/redis.ts` says. */
  options: RedisOptions
}

/**
 * Opens a connection of its own to a server of `config/redis.ts`. The one that the application has of that
 * name stays closed until the application uses it.
 *
 * @throws E_STORE_REFUSED for a cluster; E_INVALID_CONFIG for a name that is not there
 */
export async function connectRedis(
  app: ApplicationService,
  { connection, options }: RedisTarget
): Promise<Redis> {
  const manager = await managerOf(app)
  keepSecrets(manager)
  const { connections, connection: fallback } = manager.managerConfig
  const name = connection ?? fallback
  if (!Object.hasOwn(connections, name)) {
    const known = Object.keys(connections).join(', ')
    throw new E_INVALID_CONFIG([
      'stores',
      `there is no connection "${name}" in config/redis.ts, only ${known}`,
    ])
  }
  const config = connections[name]
  if ('clusters' in config) throw clusterRefusal()
  const redis = await import('@adonisjs/redis')
  return new redis.RedisConnection(name, { ...config, ...options }).ioConnection
}

/** An application's own connections log their errors, with the password in them. */
function keepSecrets(manager: RedisManager): void {
  const keep = ({ ioConnection }: RedisConnection) => {
    ioConnection.on('error', (error: unknown) => void withoutArguments(error))
  }
  Object.values(manager.activeConnections).forEach(keep)
  manager.on('connection', keep)
}

async function managerOf(app: ApplicationService): Promise<RedisManager> {
  const manager = await findBinding(app, 'redis')
  if (manager) return manager
  throw new RuntimeException(
    'The redis store of config/reflex.ts needs @adonisjs/redis. Run "node ace add @adonisjs/redis"'
  )
}
