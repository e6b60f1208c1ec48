/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import type { ConnectionContract } from '@adonisjs/lucid/types/database'

type Manager = Database['manager']

/** Begins to follow a connection, and returns what ends that. */
export type ConnectionFollower = (name: string, connection: ConnectionContract) => () => void

/** Who hears of connections that are opened, by the manager that opens them. */
const followed = new WeakMap<Manager, Set<(name: string) => void>>()

/**
 * Follows the open connections of a database, and those that it opens later, each until it is closed.
 *
 * @returns stops it, for the connections that are open as well
 */
export function followConnections({ manager }: Database, begin: ConnectionFollower): () => void {
  const open = new Map<ConnectionContract, () => void>()
  const follow = (name: string) => {
    const connection = manager.get(name)?.connection
    if (connection?.client === undefined || open.has(connection)) return
    const end = begin(name, connection)
    const leave = () => {
      connection.removeListener('disconnect', leave)
      end()
      open.delete(connection)
    }
    open.set(connection, leave)
    connection.on('disconnect', leave)
  }
  const stop = hearConnections(manager, follow)
  for (const name of manager.connections.keys()) follow(name)
  return () => {
    stop()
    for (const leave of [...open.values()]) leave()
  }
}

/** Calls a listener with the name of each connection that is opened. */
function hearConnections(manager: Manager, listener: (name: string) => void): () => void {
  const listeners = followed.get(manager) ?? watch(manager)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    followed.delete(manager)
    Reflect.deleteProperty(manager, 'connect')
  }
}

/** Lucid connects with the first query and tells it to listeners of its own once that is under way, so its method is replaced. */
function watch(manager: Manager): Set<(name: string) => void> {
  const listeners = new Set<(name: string) => void>()
  const { connect } = manager
  manager.connect = (name) => {
    connect.call(manager, name)
    for (const listener of listeners) listener(name)
  }
  followed.set(manager, listeners)
  return listeners
}
