/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * One connection under load: sends a request and calls back when its answer is there.
 */
export interface Peer {
  send(answered: () => void): void
  close(): void
}

export interface LoadResult {
  perSecond: number
  /** Median of the latency in microseconds. */
  p50: number
  /** 99th percentile of the latency in microseconds. */
  p99: number
}

/**
 * Loads a server by a number of connections, each of which sends its next request when the last
 * one is answered.
 *
 * @param seconds - how long, after a warm-up of a third of that
 */
export async function load(
  connect: () => Promise<Peer>,
  connections: number,
  seconds: number
): Promise<LoadResult> {
  const peers = await connectAll(connect, connections)
  await run(peers, seconds / 3)
  const latencies = await run(peers, seconds)
  for (const peer of peers) peer.close()

  latencies.sort((a, b) => a - b)
  return {
    perSecond: latencies.length / seconds,
    p50: latencies[Math.floor(latencies.length * 0.5)] * 1_000,
    p99: latencies[Math.floor(latencies.length * 0.99)] * 1_000,
  }
}

/** Makes connections one after the other. */
export async function connectAll(
  connect: () => Promise<Peer>,
  connections: number
): Promise<Peer[]> {
  const peers: Peer[] = []
  for (let index = 0; index < connections; index++) peers.push(await connect())
  return peers
}

/**
 * Loads a server by connections that are there.
 *
 * @returns what each request has taken, in milliseconds
 */
export function run(peers: readonly Peer[], seconds: number): Promise<number[]> {
  const latencies: number[] = []
  const end = performance.now() + seconds * 1_000
  const loop = (peer: Peer) =>
    new Promise<void>((resolve) => {
      const next = () => {
        const start = performance.now()
        if (start >= end) {
          resolve()
          return
        }
        peer.send(() => {
          latencies.push(performance.now() - start)
          next()
        })
      }
      next()
    })
  return Promise.all(peers.map(loop)).then(() => latencies)
}
