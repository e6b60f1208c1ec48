/**
 * Where the shop delivers to, and what that costs. Its name and how long it takes are messages: `site.regions` and
 * `site.delivery`.
 */
export interface Region {
  code: RegionCode
  /** In cents. */
  shipping: number
  /** Subtotal in cents from which shipping is free. */
  freeFrom: number
}

export const regionCodes = ['eu', 'uk', 'us'] as const

export type RegionCode = (typeof regionCodes)[number]

export const regions: Record<RegionCode, Region> = {
  eu: {
    code: 'eu',
    shipping: 490,
    freeFrom: 10000,
  },
  uk: {
    code: 'uk',
    shipping: 990,
    freeFrom: 15000,
  },
  us: {
    code: 'us',
    shipping: 1990,
    freeFrom: 25000,
  },
}

export const defaultRegion = regions.eu

export function isRegionCode(value: unknown): value is RegionCode {
  return regionCodes.includes(value as RegionCode)
}

/**
 * @param subtotal - in cents
 * @returns what shipping costs, in cents
 */
export function shippingFor(region: Region, subtotal: number) {
  return subtotal === 0 || subtotal >= region.freeFrom ? 0 : region.shipping
}
