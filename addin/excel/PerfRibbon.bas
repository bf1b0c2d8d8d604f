Option Explicit

' The one callback of the ribbon (customUI14.xml): every button's tag is the name of a command.

Public Sub PerfScoreOnPress(control As IRibbonControl)
    PerfBridge.RunCommand control.Tag
End Sub
