import Category from '#models/category'
import Product from '#models/product'

/** A product as lists show it. */
export interface ProductRow {
  id: number
  name: string
  /** Slug. */
  category: string
  /** In cents. */
  price: number
  stock: number
  /** Tenths of a star, 0 to 50. */
  rating: number
  favourite: boolean
  /** Address of its first picture, where it has one. */
  picture?: string
}

export interface ProductDetail extends ProductRow {
  /** Addresses of all of them. */
  pictures: string[]
  categoryName: string
  description: string
}

export interface CategoryCard {
  slug: string
  name: string
  tagline: string
  products: number
}

/**
 * Reads the catalog for pages.
 */
export default class CatalogService {
  /**
   * @param favourites - ids of the visitor's favourites
   */
  constructor(private favourites: Set<number> = new Set()) {}

  async all(): Promise<ProductRow[]> {
    return this.#rows(await this.#query().orderBy('id'))
  }

  async featured(): Promise<ProductRow[]> {
    return this.#rows(await this.#query().where('featured', true).orderBy('id'))
  }

  /**
   * @throws E_ROW_NOT_FOUND
   */
  async find(id: number): Promise<ProductDetail> {
    const product = await this.#query().where('id', id).firstOrFail()
    return {
      ...this.#row(product),
      pictures: product.pictures.map(({ url }) => url),
      categoryName: product.category.name,
      description: product.description,
    }
  }

  /** Other products of the category, the next ones in price. */
  async related(product: ProductDetail, limit: number): Promise<ProductRow[]> {
    const products = await this.#query()
      .whereNot('id', product.id)
      .whereHas('category', (category) => category.where('slug', product.category))
      .orderByRaw('abs(price - ?)', [product.price])
      .orderBy('id')
      .limit(limit)
    return this.#rows(products)
  }

  async categories(): Promise<CategoryCard[]> {
    const categories = await Category.query().withCount('products').orderBy('id')
    return categories.map((category) => ({
      slug: category.slug,
      name: category.name,
      tagline: category.tagline,
      products: Number(category.$extras.products_count),
    }))
  }

  #query() {
    return Product.query()
      .preload('category')
      .preload('pictures', (pictures) => void pictures.orderBy('id'))
  }

  #rows(products: Product[]) {
    return products.map((product) => this.#row(product))
  }

  #row(product: Product): ProductRow {
    const [picture] = product.pictures
    return {
      id: product.id,
      name: product.name,
      category: product.category.slug,
      price: product.price,
      stock: product.stock,
      rating: product.rating,
      favourite: this.favourites.has(product.id),
      ...(picture && { picture: picture.url }),
    }
  }
}
