/**
 * Where the shop delivers to, and what that costs.
 */
export interface Region {
  code: RegionCode
  name: string
  /** In cents. */
  shipping: number
  /** Subtotal in cents from which shipping is free. */
  freeFrom: number
  delivery: string
}

export const regionCodes = ['eu', 'uk', 'us'] as const

export type RegionCode = (typeof regionCodes)[number]

export const regions: Record<RegionCode, Region> = {
  eu: {
    code: 'eu',
    name: 'Europe',
    shipping: 490,
    freeFrom: 10000,
    delivery: '2 to 4 days',
  },
  uk: {
    code: 'uk',
    name: 'United Kingdom',
    shipping: 990,
    freeFrom: 15000,
    delivery: '4 to 6 days',
  },
  us: {
    code: 'us',
    name: 'United States',
    shipping: 1990,
    freeFrom: 25000,
    delivery: '7 to 10 days',
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
