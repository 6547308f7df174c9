/// Something a component has to show: plain values that figures, tables and files are made from.
public enum OutcomeItem: Sendable, Equatable, Codable {
  case curve(Curve)
  case matrix(Matrix)
  case imageGrid(ImageGrid)
  case points(Points)
  case regions(Regions)
  case bars(Bars)
  case table(Table)
  case parameters(Parameters)

  /// A place in a plane.
  public typealias Point = SIMD2<Double>

  /// Curves over one axis.
  public struct Curve: Sendable, Equatable, Codable {
    public struct Series: Sendable, Equatable, Codable {
      public var label: String
      public var points: [Point]

      public init(_ label: String, _ points: [Point]) {
        self.label = label
        self.points = points
      }
    }
    /// Part of file names: "loss".
    public var name: String
    public var title: String
    /// Labels of the axes, with units.
    public var xLabel: String
    public var yLabel: String
    public var series: [Series]

    public init(_ name: String, title: String, xLabel: String, yLabel: String, series: [Series]) {
      self.name = name
      self.title = title
      self.xLabel = xLabel
      self.yLabel = yLabel
      self.series = series
    }
  }

  /// Numbers in rows and columns.
  public struct Matrix: Sendable, Equatable, Codable {
    public var name: String
    public var title: String
    public var rows: Int
    public var columns: Int
    /// Row after row.
    public var values: [Float]
    /// What rows, columns and values are, with units.
    public var rowLabel: String
    public var columnLabel: String
    public var valueLabel: String

    public init(
      _ name: String, title: String, rows: Int, columns: Int, values: [Float], rowLabel: String = "",
      columnLabel: String = "", valueLabel: String = ""
    ) {
      precondition(values.count == rows * columns)
      self.name = name
      self.title = title
      self.rows = rows
      self.columns = columns
      self.values = values
      self.rowLabel = rowLabel
      self.columnLabel = columnLabel
      self.valueLabel = valueLabel
    }
  }

  /// Grey pictures of one size.
  public struct ImageGrid: Sendable, Equatable, Codable {
    public struct Image: Sendable, Equatable, Codable {
      public var label: String
      /// Row after row; each picture is scaled from its own lowest to its highest value.
      public var values: [Float]

      public init(_ label: String, _ values: [Float]) {
        self.label = label
        self.values = values
      }
    }
    public var name: String
    public var title: String
    /// Size of a picture in pixels.
    public var rows: Int
    public var columns: Int
    public var images: [Image]
    /// Number of pictures in a row of the page.
    public var perRow: Int

    public init(_ name: String, title: String, rows: Int, columns: Int, images: [Image], perRow: Int = 8) {
      precondition(images.allSatisfy { $0.values.count == rows * columns })
      self.name = name
      self.title = title
      self.rows = rows
      self.columns = columns
      self.images = images
      self.perRow = perRow
    }
  }

  /// Points in a plane, in groups.
  public struct Points: Sendable, Equatable, Codable {
    public typealias Group = Curve.Series
    public var name: String
    public var title: String
    public var xLabel: String
    public var yLabel: String
    public var groups: [Group]

    public init(_ name: String, title: String, xLabel: String, yLabel: String, groups: [Group]) {
      self.name = name
      self.title = title
      self.xLabel = xLabel
      self.yLabel = yLabel
      self.groups = groups
    }
  }

  /// Rectangles on maps of places: what units see, and where they write.
  public struct Regions: Sendable, Equatable, Codable {
    public struct Rectangle: Sendable, Equatable, Codable {
      public var rows: Range<Int>
      public var columns: Range<Int>

      public init(rows: Range<Int>, columns: Range<Int>) {
        self.rows = rows
        self.columns = columns
      }
    }
    public struct Unit: Sendable, Equatable, Codable {
      public var field: Rectangle
      public var writes: Rectangle

      public init(field: Rectangle, writes: Rectangle) {
        self.field = field
        self.writes = writes
      }
    }
    public struct Map: Sendable, Equatable, Codable {
      public var label: String
      public var rows: Int
      public var columns: Int
      /// The side of the square image at the upper left.
      public var imageSide: Int
      /// imageSide² levels from 0, dark, to 1, bright, row after row; nil: no image is shown.
      public var image: [Float]?
      public var units: [Unit]

      public init(label: String, rows: Int, columns: Int, imageSide: Int, image: [Float]? = nil, units: [Unit]) {
        self.label = label
        self.rows = rows
        self.columns = columns
        self.imageSide = imageSide
        self.image = image
        self.units = units
      }
    }
    public var name: String
    public var title: String
    public var maps: [Map]

    public init(_ name: String, title: String, maps: [Map]) {
      self.name = name
      self.title = title
      self.maps = maps
    }
  }

  /// One value for each of some things.
  public struct Bars: Sendable, Equatable, Codable {
    public struct Bar: Sendable, Equatable, Codable {
      public var label: String
      public var value: Double

      public init(_ label: String, _ value: Double) {
        self.label = label
        self.value = value
      }
    }
    public var name: String
    public var title: String
    public var yLabel: String
    public var bars: [Bar]

    public init(_ name: String, title: String, yLabel: String, bars: [Bar]) {
      self.name = name
      self.title = title
      self.yLabel = yLabel
      self.bars = bars
    }
  }

  public struct Table: Sendable, Equatable, Codable {
    public var name: String
    public var title: String
    public var columns: [String]
    public var rows: [[String]]

    public init(_ name: String, title: String, columns: [String], rows: [[String]]) {
      precondition(rows.allSatisfy { $0.count == columns.count })
      self.name = name
      self.title = title
      self.columns = columns
      self.rows = rows
    }
  }

  /// Arrays that a model has learnt, for files.
  public struct Parameters: Sendable, Equatable, Codable {
    public struct Array: Sendable, Equatable, Codable {
      /// A path: "unit_1/W".
      public var name: String
      /// The size of each dimension, the last one varying fastest.
      public var shape: [Int]
      public var values: [Float]

      public init(_ name: String, shape: [Int], values: [Float]) {
        precondition(values.count == shape.reduce(1, *))
        self.name = name
        self.shape = shape
        self.values = values
      }
    }
    public var arrays: [Array]

    public init(_ arrays: [Array]) { self.arrays = arrays }
  }

  /// Part of file names; parameters have a file of their own.
  public var name: String {
    switch self {
    case .curve(let item): item.name
    case .matrix(let item): item.name
    case .imageGrid(let item): item.name
    case .points(let item): item.name
    case .regions(let item): item.name
    case .bars(let item): item.name
    case .table(let item): item.name
    case .parameters: "parameters"
    }
  }
}
