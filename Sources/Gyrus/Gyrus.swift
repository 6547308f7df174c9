@_exported import Kernel
@_exported import NetworkFiles
@_exported import Results
@_exported import Spiking
@_exported import Statistics
