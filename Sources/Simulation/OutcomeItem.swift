/// One result of a component: plain values from which figures, tables and files are made.
public enum OutcomeItem: Sendable, Equatable, Codable {
  case curve(Curve)
  case matrix(Matrix)
  case film(Film)
  case imageGrid(ImageGrid)
  case points(Points)
  case regions(Regions)
  case bars(Bars)
  case table(Table)
  case parameters(Parameters)

  /// A point in the plane.
  public typealias Point = SIMD2<Double>

  /// Curves that share one x axis.
  public struct Curve: Sendable, Equatable, Codable {
    public struct Series: Sendable, Equatable, Codable {
      public var label: String
      public var points: [Point]

      public init(_ label: String, _ points: [Point]) {
        self.label = label
        self.points = points
      }
    }
    /// The name, which is part of file names, such as "loss".
    public var name: String
    public var title: String
    /// Labels of the axes, including units.
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

  /// A matrix of numbers.
  public struct Matrix: Sendable, Equatable, Codable {
    public var name: String
    public var title: String
    public var rows: Int
    public var columns: Int
    /// The values, row after row.
    public var values: [Float]
    /// Labels of rows, columns and values, including units.
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

  /// A matrix at several times, as pictures side by side and as an animation.
  public struct Film: Sendable, Equatable, Codable {
    public struct Frame: Sendable, Equatable, Codable {
      /// The time, such as "epoch 10".
      public var label: String
      /// Size of the matrix, and of the picture of it, whose cells can be blocks of the matrix.
      public var rows: Int
      public var columns: Int
      public var cellRows: Int
      public var cellColumns: Int
      /// The values of the cells, row after row.
      public var values: [Float]

      public init(_ label: String, rows: Int, columns: Int, cellRows: Int, cellColumns: Int, values: [Float]) {
        precondition(values.count == cellRows * cellColumns)
        self.label = label
        self.rows = rows
        self.columns = columns
        self.cellRows = cellRows
        self.cellColumns = cellColumns
        self.values = values
      }
    }
    public var name: String
    public var title: String
    public var frames: [Frame]
    /// Labels of rows, columns and values, including units.
    public var rowLabel: String
    public var columnLabel: String
    public var valueLabel: String

    public init(
      _ name: String, title: String, frames: [Frame], rowLabel: String = "", columnLabel: String = "",
      valueLabel: String = ""
    ) {
      self.name = name
      self.title = title
      self.frames = frames
      self.rowLabel = rowLabel
      self.columnLabel = columnLabel
      self.valueLabel = valueLabel
    }
  }

  /// Grey or coloured pictures of equal size.
  public struct ImageGrid: Sendable, Equatable, Codable {
    public struct Image: Sendable, Equatable, Codable {
      public var label: String
      /// The pixels, row after row; in colour, red, green and blue of each pixel. Each picture is scaled from its own
      /// lowest to its own highest value.
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
    /// Number of pictures per row of the page.
    public var perRow: Int
    /// 1: grey, 3: colour.
    public var channels: Int

    public init(
      _ name: String, title: String, rows: Int, columns: Int, images: [Image], perRow: Int = 8, channels: Int = 1
    ) {
      precondition(images.allSatisfy { $0.values.count == rows * columns * channels })
      self.name = name
      self.title = title
      self.rows = rows
      self.columns = columns
      self.images = images
      self.perRow = perRow
      self.channels = channels
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

  /// Rectangles on feature maps: the receptive fields and write locations of units.
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
      /// Side of the square image at the upper left of each map.
      public var imageSide: Int
      /// The image: imageSide² levels from 0 (dark) to 1 (bright), row after row; nil: no image is shown.
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

  /// A bar chart.
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

  /// Arrays of learnt parameters, for files.
  public struct Parameters: Sendable, Equatable, Codable {
    public struct Array: Sendable, Equatable, Codable {
      /// The path of the array, such as "unit_1/W".
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

  /// The name, which is part of file names. Parameters have a separate file.
  public var name: String {
    switch self {
    case .curve(let item): item.name
    case .matrix(let item): item.name
    case .film(let item): item.name
    case .imageGrid(let item): item.name
    case .points(let item): item.name
    case .regions(let item): item.name
    case .bars(let item): item.name
    case .table(let item): item.name
    case .parameters: "parameters"
    }
  }
}
